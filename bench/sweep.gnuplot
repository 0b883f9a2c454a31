# bench/sweep.gnuplot -- the speed-up over threads, with least and most of the turns, as fitted, and as it would be without a serial part.
# Called by `make bench-threads` where gnuplot is, with `columns` (threads, speed-up, least, most, fitted, share of the machine), `out`, `name`.
set terminal svg size 900,700 font "sans,12" background "white"
set output out
set title name.": more threads than cores only show where the machine ends" noenhanced
set key top left
set grid
set xlabel "threads"
set ylabel "speed-up, and share of the machine"
set xrange [0.5:*]
set yrange [0:*]
set xtics 1
plot columns using 1:2:3:4 with yerrorbars pointtype 7 linewidth 2 title "measured", \
     columns using 1:5 with lines linewidth 2 title "Amdahl, fitted", \
     columns using 1:6 with linespoints dashtype 3 linewidth 1 title "share of the whole machine that was busy", \
     columns using 1:1 with lines dashtype 2 linecolor "black" title "without a serial part"
