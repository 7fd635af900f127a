/**
 * The dress rehearsal: the golden webhooks of {@code events/} played through the real pipeline on
 * memory doors, and what became of each held against what is written down.
 */
package dragoman.rehearsal;
