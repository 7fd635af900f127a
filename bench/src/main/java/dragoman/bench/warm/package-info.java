/** The work on one message without the wire: proving, reading, deciding. */
package dragoman.bench.warm;
