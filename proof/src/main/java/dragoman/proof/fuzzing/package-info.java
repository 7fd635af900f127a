/** Bodies made hostile by a seed, thrown at every parser. */
package dragoman.proof.fuzzing;
