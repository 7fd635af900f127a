/**
 * The demo: the genuine webhooks of {@code events/} played through the pipeline, and what became of
 * each held against what should have.
 */
package dragoman.local.demo;
