/** Stands in for the AWS services a function calls, and counts the calls. */
package dragoman.bench.stub;
