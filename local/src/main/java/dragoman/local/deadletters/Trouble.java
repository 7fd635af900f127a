package dragoman.local.deadletters;

import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/** What went wrong with a service, in a few words. */
final class Trouble {
  private static final int LONGEST = 160;

  private Trouble() {}

  static String of(SdkException failure) {
    if (failure instanceof AwsServiceException answered && answered.awsErrorDetails() != null) {
      return String.valueOf(answered.awsErrorDetails().errorCode());
    }
    var message = String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
    return message.length() <= LONGEST ? message : message.substring(0, LONGEST) + "…";
  }
}
