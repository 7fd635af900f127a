package dragoman.local.doctor;

import java.util.Optional;

/**
 * What one check found.
 *
 * @param subject the endpoint or account, {@code whatsapp/main} or {@code whatsapp/main 1066}
 * @param what what was looked at, in the words of its being right
 * @param problem what is wrong and how to put it right; empty if nothing is
 */
public record Finding(String subject, String what, Optional<String> problem) {
  static Finding right(String subject, String what) {
    return new Finding(subject, what, Optional.empty());
  }

  static Finding wrong(String subject, String what, String problem) {
    return new Finding(subject, what, Optional.of(problem));
  }

  public boolean healthy() {
    return problem.isEmpty();
  }
}
