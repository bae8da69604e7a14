#!/bin/sh
# Every night by cron, with a report and a history. In the crontab (what is printed is mailed, so a good night is silent):
#   17 4 * * * /srv/news/nightly.sh /srv/news
set -eu
cd "${1:?the folder with articles/ and expectations/}"
PATH=$PWD/.venv/bin:$PATH # cron looks for programs in few places: this is where newsqa is installed

# One run at a time: the lock goes with the process, however that ends.
exec 9> .newsqa.lock
flock --nonblock 9 || { echo "newsqa is still running since last night" >&2; exit 2; }

day=$(date +%F)
mkdir -p reports
code=0
newsqa check articles/ --suite expectations/daily.toml --min-articles 1 --history .newsqa_history --output-format concise \
    --report "html=reports/$day.html" --report "json=reports/$day.json" > "reports/$day.log" 2>&1 || code=$?

# A month of reports; the history stays.
find reports -type f -mtime +30 -delete

if [ "$code" -ne 0 ]; then
    tail -n 60 "reports/$day.log"
    if [ -d .newsqa_history ]; then newsqa history .newsqa_history --last 14; fi
    if [ -f "reports/$day.html" ]; then echo "report: $PWD/reports/$day.html"; fi
fi
exit "$code"
