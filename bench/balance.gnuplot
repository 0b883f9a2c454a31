# bench/balance.gnuplot -- experience an hour of every class against the median, level by level: FOLDER/balance.svg from
# balance.dat.  Called by `make balance` where gnuplot is there.  What leaves the two dashed lines is out of line.
set terminal svg size 1100,800 font "sans,12"
set output folder."/balance.svg"
set multiplot layout 2,1
set logscale y 2
set yrange [0.25:4]
set xrange [0:210]
set ylabel "experience an hour / median"
set key outside right
set grid
classes = 16
do for [company = 2:3] {
    set title (company == 2 ? "alone" : "one of three")
    set xlabel (company == 2 ? "" : "level, paragon levels from 101 on")
    plot for [at = 0:classes - 1] folder."/balance.dat" index at using 1:company with lines linewidth 2 title columnheader(1), \
         0.5 with lines dashtype 2 linecolor "black" notitle, 2 with lines dashtype 2 linecolor "black" notitle
}
unset multiplot
