/**
 * What we are measured against: the same work as a Java function is usually written, and our own
 * handler without priming. Lambda's class loader finds them beside the zip's jars.
 */
package dragoman.bench.peer;
