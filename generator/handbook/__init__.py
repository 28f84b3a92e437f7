"""填表指南 and 报错大全: one folder of small pages for the clerks of all boards, made once for a site."""
