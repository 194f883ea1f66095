# Fits y = a (1 - exp(-rate x)) for a given rate: the best a is a linear least-squares problem.
# Prints the sum of squared residuals and a.
!/^#/ { n++; y[n] = $2; f[n] = 1 - exp(-rate * $1); yf += $2 * f[n]; ff += f[n] * f[n] }
END {
    a = yf / ff
    for (i = 1; i <= n; i++) misfit += (y[i] - a * f[i]) ^ 2
    printf "%.15g %.15g\n", misfit, a
}
