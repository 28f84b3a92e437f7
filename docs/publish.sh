#!/bin/sh
# publish.sh SITE PLACE：把生成好的网站 SITE 作为新的一版放到 PLACE，压缩好以后一下子换上（nginx 的 root 是 PLACE/current）。
# 看网页的人看到的总是完整的一版；中途断了，旧的一版还在。
set -eu
site=$1
place=$2
[ -f "$site/.gongkai" ] || { echo "$site 不是生成好的公开栏（里面没有 .gongkai）" >&2; exit 1; }
if [ -e "$place/current" ] && [ ! -L "$place/current" ]; then
    echo "$place/current 应当是这个程序做的链接，现在是别的东西，不能换掉" >&2
    exit 1
fi
mkdir -p "$place/releases"
before=$(readlink "$place/current" || true)
release=$(mktemp -d "$place/releases/$(date +%Y%m%d-%H%M%S)-XXXXXX")
cp -R -p "$site/." "$release" # -p：没变的文件日期不变，手机不用再取一遍
chmod -R u+rwX,go+rX "$release"
packed() { # packed 程序和它的选项：每个文字文件旁边放一份压缩好的
    find "$release" -type f -size +1k \( -name '*.html' -o -name '*.css' -o -name '*.js' -o -name '*.json' -o -name '*.svg' \
        -o -name '*.csv' -o -name '*.xml' -o -name '*.webmanifest' \) -exec "$@" {} +
}
packed gzip -9 -n -k -f
if command -v brotli >/dev/null; then packed brotli -q 9 -k -f; fi
rm -f "$place/.next"
ln -s "releases/$(basename "$release")" "$place/.next"
mv -T "$place/.next" "$place/current"
# 换下来的一版留着，正在看它的人不会断；再早的不留：撤下的内容在里面还有。
for old in "$place"/releases/*; do
    case "$old" in
    "$release" | "$place/$before") ;;
    *) rm -rf "$old" ;;
    esac
done
