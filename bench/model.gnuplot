# bench/model.gnuplot -- FOLDER/model.svg from model.dat: speed-up and waiting on so many workers.  Called by bench/model.sh where
# gnuplot is there.
set terminal svg size 1000,700 font "sans,12"
set output folder."/model.svg"
set multiplot layout 2,1
set logscale x 2
set xrange [0.9:70]
set grid
set key left top
set ylabel "times as fast as one"
plot folder."/model.dat" using 1:3 with linespoints linewidth 2 title "speed-up", x with lines dashtype 2 linecolor "black" title "as many times as workers"
set logscale y 10
set xlabel "workers"
set ylabel "an input waits, us"
plot folder."/model.dat" using 1:5 with linespoints linewidth 2 title "mean", folder."/model.dat" using 1:6 with linespoints linewidth 2 title "p99"
unset multiplot
