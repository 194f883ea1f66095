// Work for tests of what jobs take besides cores: each notes when it began and ended.

app('heavy') { command 'date +%s.%N > began; sleep 1; date +%s.%N > ended' }
app('licensed') { command 'date +%s.%N > began; sleep 1; date +%s.%N > ended' }

4.times { job('heavy') { memory '1100 MB' } }
5.times { job('licensed') { resource 'licence' } }
