/** Many messages through the pipeline on memory doors, and whether each came out once, in order. */
package dragoman.proof.load;
