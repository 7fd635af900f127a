/** The measuring command. */
package dragoman.bench;
