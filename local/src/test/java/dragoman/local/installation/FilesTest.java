package dragoman.local.installation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dragoman.channel.Channel;
import dragoman.channel.Channels;
import dragoman.message.Profile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The two files that a user may hand to the runner. */
class FilesTest {
  @TempDir private Path dir;

  private Path file(String name, String text) throws IOException {
    return Files.writeString(dir.resolve(name), text);
  }

  @Test
  void contacts_are_read_from_yaml_and_from_json() throws IOException {
    var expected =
        new SeedContact(
            "whatsapp",
            "15550001",
            new Profile(
                Optional.of("Asha"),
                Optional.of("creators"),
                Optional.empty(),
                Optional.of("hi"),
                Optional.empty()));
    assertThat(
            Contacts.read(
                file(
                    "c.yaml",
                    """
                    - channel: whatsapp
                      id: "15550001"
                      name: Asha
                      workspace: creators
                      language: hi
                    """)))
        .containsExactly(expected);
    assertThat(
            Contacts.read(
                file(
                    "c.json",
                    """
                    [{"channel": "whatsapp", "id": "15550001", "name": "Asha",
                      "workspace": "creators", "language": "hi"}]
                    """)))
        .containsExactly(expected);
  }

  @Test
  void every_problem_of_a_contacts_file_is_named_with_its_line() throws IOException {
    var wrong =
        file(
            "c.yaml",
            """
            - channel: whatsapp
            - channel: telegram
              id: 7
              nmae: x
            - channel: telegram
              id: [1]
            """);
    assertThatThrownBy(() -> Contacts.read(wrong))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("c.yaml:1: the contact has no 'id'")
        .hasMessageContaining("c.yaml:4: a contact has no 'nmae'; it may have channel, genre")
        .hasMessageContaining("c.yaml:6: 'id' must be text");
  }

  @Test
  void the_shipped_accounts_cover_every_channel_and_use_the_stand_ins() {
    var accounts = Accounts.shipped();
    assertThat(accounts.channels())
        .containsExactlyInAnyOrderElementsOf(Channels.all().stream().map(Channel::name).toList());
    assertThat(accounts.endpoints().getFirst().accounts()).containsExactly("*");
    assertThat(accounts.ownWebChat()).isFalse();
  }

  @Test
  void an_endpoint_without_a_secret_is_there_and_closed() throws IOException {
    for (var none : List.of("[]", "['']")) {
      var accounts =
          Accounts.read(
              file(
                  "closed.yaml",
                  "endpoints: [{channel: whatsapp, endpoint: main, secrets: %s, accounts: {a: {token: t}}}]"
                      .formatted(none)));
      assertThat(accounts.channels()).containsExactly("whatsapp");
      assertThat(accounts.endpoints()).isEmpty();
    }
  }

  @Test
  void an_endpoint_that_could_never_accept_anything_is_refused() throws IOException {
    var endpoint = "endpoints: [{channel: %s, endpoint: main, secrets: %s, accounts: %s}]";
    for (var wrong :
        List.of(
            List.of(endpoint.formatted("pigeon", "[s]", "{a: {token: t}}"), "there is whatsapp"),
            List.of(endpoint.formatted("telegram", "[a, b, c]", "{a: {token: t}}"), "'secrets'"),
            List.of(endpoint.formatted("telegram", "[s]", "{}"), "'accounts'"))) {
      var path = file("a.yaml", wrong.getFirst());
      assertThatThrownBy(() -> Accounts.read(path))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("a.yaml:1: endpoint 1")
          .hasMessageContaining(wrong.getLast());
    }
  }

  @Test
  void a_web_chat_address_of_the_users_own_is_kept() throws IOException {
    var own =
        file(
            "a.yaml",
            """
            endpoints:
              - channel: webchat
                endpoint: main
                secrets: [whsec_x]
                accounts: {app: {token: whsec_y, url: "http://127.0.0.1:9000/replies"}}
            """);
    assertThat(Accounts.read(own).ownWebChat()).isTrue();
  }

  @Test
  void a_wrong_accounts_file_is_named_without_its_values() throws IOException {
    assertThatThrownBy(() -> Accounts.read(file("a.yaml", "endpoints: {a: secret}")))
        .hasMessageContaining("a.yaml:1: expected a list 'endpoints'")
        .hasMessageNotContaining("secret");
    assertThatThrownBy(() -> Accounts.read(file("b.yaml", "endpoints:\n  - [1\n")))
        .hasMessageContaining("b.yaml:3: not YAML");
    assertThatThrownBy(() -> Accounts.read(dir.resolve("nowhere.yaml")))
        .hasMessageContaining("cannot be read");
  }
}
