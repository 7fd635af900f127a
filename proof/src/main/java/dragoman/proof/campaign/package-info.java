/** Many simulations: seeded schedules, every single fault and every pair, and what came of them. */
package dragoman.proof.campaign;
