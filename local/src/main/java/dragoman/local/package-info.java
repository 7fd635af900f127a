/** The whole pipeline on one machine, and the {@code dragoman} command line. */
package dragoman.local;
