/** The AWS services on this machine, listening on the loopback address only. */
package dragoman.local.embedded;
