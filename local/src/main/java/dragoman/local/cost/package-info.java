/**
 * What Dragoman costs: measured counts times dated list prices. It calculates and asks nobody; its
 * figures lie in resources, each with where it comes from.
 */
package dragoman.local.cost;
