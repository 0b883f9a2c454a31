# bench/plot.gnuplot -- the runs of a scenario: how long its slowest took, how many took how long, orders answered in each second.
# Called by `make bench` where gnuplot is, with `folder`, `runs` (VARIANT-BOTS-TURN, whose columns are RUN.latency and RUN.seconds), `out`, `name`.
set terminal svg size 1100,1200 font "sans,12" background "white"
set output out
set multiplot layout 3,1 title name noenhanced
set key outside right noenhanced
set grid

# The share that took no longer, drawn as how rare the others are: 90 %, 99 %, 99.9 % lie equally far apart.
set logscale xy
set xlabel "slower than all but one in ..."
set ylabel "latency, us"
set format x "10^{%L}"
set format y "%g"
plot for [run in runs] folder."/".run.".latency" using ($3 < 1 ? 1 / (1 - $3) : 1/0):1 with lines linewidth 2 title run

# Steps of the histogram double their width at each power of two: counted for as many per cent as a step is wide, they compare.
set xlabel "latency, us"
set ylabel "orders that took so long, to one per cent"
set format x "%g"
plot for [run in runs] folder."/".run.".latency" using 1:($2 * $1 / $4 / 100) with steps linewidth 2 title run

unset logscale
set xlabel "second of the run"
set ylabel "orders answered in it"
set yrange [0:*]
plot for [run in runs] folder."/".run.".seconds" using 1:2 with linespoints linewidth 2 pointsize 0.5 title run
unset multiplot
