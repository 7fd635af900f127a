package dragoman.local.embedded;

/** An error as the SNS API answers it. */
final class SnsProblem extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final String code;

  SnsProblem(int status, String code, String message) {
    super(message);
    this.status = status;
    this.code = code;
  }

  static SnsProblem invalid(String message) {
    return new SnsProblem(400, "InvalidParameter", "Invalid parameter: " + message);
  }

  static SnsProblem notFound(String what) {
    return new SnsProblem(404, "NotFound", what + " does not exist");
  }

  int status() {
    return status;
  }

  String code() {
    return code;
  }
}
