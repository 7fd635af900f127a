package dragoman.local.teams;

/** People of one workspace who share one queue. */
public record Team(String name, String workspace) {}
