"""What is asked before anybody knows which boards are to be made: of hundreds one changes mostly, and all are asked whether it is they."""

from __future__ import annotations

from functools import partial

from generator import kept, makers
from generator.listed import list_ahead
from generator.place import Run
from generator.site import known_ids
from generator.standby import asked, while_waiting
from generator.task import LastResult, last_results


class Foreseen:
    """Of the boards ``slugs`` of a run: by who stands by, while this process does what comes first."""

    def __init__(self, run: Run, slugs: tuple[str, ...]) -> None:
        self._boards, self._slugs = run.boards, slugs
        self._many = known_ids.worth_it(len(slugs)) and not kept.stays()
        self.looks = asked(partial(known_ids.looks, run.root, slugs)) if self._many else dict
        """What gives the look of all that each is made from; of few boards nothing, which are told what was seen."""
        if not self._many:
            makers.expect_one(self._boards)

    def results(self) -> dict[str, LastResult | None]:
        """What was said of each when it was made last, half of it told by who stands by; nothing of few. To be asked when the folders of
        the boards are the run's own."""
        if not self._many:
            return {}
        others = asked(partial(last_results, self._boards, self._slugs[::2]))
        makers.expect_one(self._boards)
        results = last_results(self._boards, self._slugs[1::2])
        makers.at_hand()
        results |= others()
        while_waiting(partial(list_ahead, [each.result for each in results.values() if each]))
        return results
