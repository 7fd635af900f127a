package dragoman.local.command;

import dragoman.local.installation.Pipeline;
import dragoman.local.template.InvalidTemplate;
import java.io.PrintStream;
import java.util.Arrays;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/**
 * The command line. Exit codes: 0 done, 1 the answer is no or something failed, 2 asked wrongly.
 * Nothing that a user can do ends in a stack trace.
 */
@Command(
    name = "dragoman",
    description = "A serverless webhook routing pipeline for messaging channels.",
    mixinStandardHelpOptions = true,
    version = "dragoman 0.1.0")
public final class CommandLines {
  private CommandLines() {}

  /**
   * @param out where results go; everything else goes to the standard error stream
   */
  public static int run(
      Pipeline pipeline,
      PolicyFiles policies,
      Transcripts transcripts,
      PrintStream out,
      String... arguments) {
    var line =
        new CommandLine(new CommandLines())
            .addSubcommand(new DemoCommand(pipeline, out))
            .addSubcommand(new LocalCommand(pipeline, out))
            .addSubcommand(new AwsCommand(out))
            .addSubcommand(DlqCommand.with(out))
            .addSubcommand(new TranscriptCommand(transcripts, out))
            .addSubcommand(new EraseCommand(out))
            .addSubcommand(new DoctorCommand(out))
            .addSubcommand(new ChannelsCommand(out))
            .addSubcommand(new TeamsCommand(policies, out))
            .addSubcommand(new LintCommand(policies, out))
            .addSubcommand(new CostCommand(out))
            .addSubcommand(new RehearseCommand(policies, out))
            .addSubcommand(new CampaignCommand(out))
            .addSubcommand(new FuzzCommand(out))
            .addSubcommand(new LoadCommand(pipeline, policies, out));
    line.setOut(new java.io.PrintWriter(out, true));
    line.setParameterExceptionHandler(
        (problem, _) -> {
          var command = problem.getCommandLine();
          System.err.println("dragoman: " + problem.getMessage());
          System.err.println("Try: ./" + command.getCommandSpec().qualifiedName(" ") + " --help");
          return 2;
        });
    line.setExecutionExceptionHandler((failure, _, _) -> report(failure));
    if (arguments.length == 0) {
      line.usage(System.err);
      return 2;
    }
    return line.execute(arguments);
  }

  static int report(Exception failure) {
    return switch (failure) {
      case IllegalArgumentException wrong -> say(wrong.getMessage(), 2);
      case InvalidTemplate wrong -> say(wrong.getMessage(), 2);
      case IllegalStateException broken -> say(broken.getMessage(), 1);
      case Exception unexpected ->
          say(
              "failed unexpectedly: "
                  + unexpected.getClass().getName()
                  + Arrays.stream(unexpected.getStackTrace())
                      .filter(frame -> frame.getClassName().startsWith("dragoman."))
                      .findFirst()
                      .map(frame -> " at " + frame.getClassName() + ":" + frame.getLineNumber())
                      .orElse(""),
              1);
    };
  }

  private static int say(String message, int code) {
    System.err.println("dragoman: " + message);
    return code;
  }
}
