package dragoman.pipeline;

import dragoman.card.Search;
import dragoman.card.SlackAnswer;
import dragoman.card.SlackApi;
import dragoman.pipeline.Doors.Exchange;
import java.time.Instant;
import java.util.Optional;

/**
 * Slack's own memory of a channel: the authority on whether a post whose answer was lost stands
 * there.
 */
record SlackHistory(Doors.Secrets secrets, Doors.Http http) {
  private static final int PAGES = 10;

  /** Reads page after page until the card is found, the history ends, or it cannot be read. */
  Search look(CardRow row, Instant oldest) {
    Search seen = new Search.More("");
    for (var page = 0; page < PAGES && seen instanceof Search.More(var cursor); page++) {
      var from = Optional.of(cursor).filter(it -> !it.isEmpty());
      var call = SlackApi.find(row.slackChannel(), oldest, from, secrets.slack());
      seen =
          http.send("slack", call) instanceof Exchange.Answered(var answer)
              ? SlackApi.search(answer, row.mark())
              : new Search.Unread(new SlackAnswer.Ambiguous("history"));
    }
    return seen;
  }
}
