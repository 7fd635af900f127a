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
    if (message.startsWith("Unable to load region")) {
      return "no region is set: say --region, or set AWS_REGION or AWS_PROFILE";
    }
    if (message.startsWith("Unable to load credentials")) {
      return "no keys are set: set AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY; or"
          + " say --endpoint";
    }
    if (message.startsWith("Unable to execute HTTP request")) {
      return "nobody answers there (" + message.replaceAll(" \\(SDK Attempt Count.*", "") + ")";
    }
    return message.length() <= LONGEST ? message : message.substring(0, LONGEST) + "…";
  }
}
