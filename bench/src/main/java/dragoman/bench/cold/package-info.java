/** Cold starts and restored snapshots, ours beside what we are measured against. */
package dragoman.bench.cold;
