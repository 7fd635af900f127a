/**
 * The operator's rules: workspaces, teams, routing table, guide; parsed, linted, hashed. Knows
 * {@code message} and {@code intent}.
 */
package dragoman.policy;
