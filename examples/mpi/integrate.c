/* Integrates 4 / (1 + x^2) over [0, 1]: each rank adds up its share, rank 0 prints the sum. */
#include <mpi.h>
#include <stdio.h>
#include <stdlib.h>

int main(int argc, char **argv) {
  MPI_Init(&argc, &argv);
  int rank, ranks;
  MPI_Comm_rank(MPI_COMM_WORLD, &rank);
  MPI_Comm_size(MPI_COMM_WORLD, &ranks);
  long n = argc > 1 ? atol(argv[1]) : 1000000;
  double mine = 0, sum = 0;
  for (long i = rank; i < n; i += ranks) {
    double x = (i + 0.5) / n;
    mine += 4 / (1 + x * x);
  }
  mine /= n;
  MPI_Reduce(&mine, &sum, 1, MPI_DOUBLE, MPI_SUM, 0, MPI_COMM_WORLD);
  if (rank == 0) printf("pi %.12f with %d ranks\n", sum, ranks);
  MPI_Finalize();
  return 0;
}
