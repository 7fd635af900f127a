package dragoman.local.teams;

/**
 * One team's queue in a template.
 *
 * @param retired whether the team has left the policy; its queue stays until it is empty
 */
record TeamQueue(String team, boolean retired) {}
