package dragoman.local;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dragoman.local.command.PolicyFiles;
import dragoman.local.installation.Pipeline;
import dragoman.local.installation.SeedContact;
import dragoman.local.provider.SentLog;
import dragoman.local.runner.Clients;
import dragoman.local.runner.HandlerFactory;
import dragoman.local.template.Stack;
import java.nio.file.Path;
import java.util.List;

/** Stands where the functions and the policy reader will be plugged in. */
final class Unplugged implements Pipeline, PolicyFiles {
  private static IllegalStateException unplugged() {
    return new IllegalStateException("the functions are not plugged in yet");
  }

  @Override
  public HandlerFactory handlers(SentLog sent) {
    throw unplugged();
  }

  @Override
  public List<ObjectNode> messages(Clients clients, Stack stack) {
    throw unplugged();
  }

  @Override
  public void seed(Clients clients, Stack stack, List<SeedContact> contacts) {
    throw unplugged();
  }

  @Override
  public List<String> problems(Path folder) {
    throw unplugged();
  }

  @Override
  public List<String> teamNames(Path folder) {
    throw unplugged();
  }
}
