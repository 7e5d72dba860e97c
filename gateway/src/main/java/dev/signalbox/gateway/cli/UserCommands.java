package dev.signalbox.gateway.cli;

import dev.signalbox.analytics.access.StoredUser;
import dev.signalbox.gateway.access.KeyText;
import dev.signalbox.gateway.access.Passwords;
import dev.signalbox.gateway.access.Role;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** The commands about people who may log in. */
final class UserCommands {
  private static final String ROLE = "--role";
  private static final String VARIABLE = "SIGNALBOX_PASSWORD";
  private static final String FORM = "[A-Za-z0-9._@+-]{1,128}";

  private UserCommands() {}

  private static CommandSpec spec(String description) {
    return AccessCommands.spec(description)
        .addPositional(Options.optionalPosition("NAME", String.class, "name to log in with"));
  }

  private static Optional<String> nameIn(ParseResult arguments, Terminal terminal) {
    Optional<String> name =
        Optional.of(arguments.matchedPositionalValue(0, "")).filter(text -> text.matches(FORM));
    if (name.isEmpty()) {
      terminal.complain("name the person: 1 to 128 letters, digits or `._@+-`");
    }
    return name;
  }

  /** A password, and whether it was made up here. */
  private record Password(String text, boolean made) {
    static Optional<Password> of(Surroundings surroundings) {
      String given = surroundings.environment().getOrDefault(VARIABLE, "");
      if (given.isEmpty()) {
        return Optional.of(new Password(KeyText.password(), true));
      }
      if (given.length() < Passwords.LEAST || given.length() > Passwords.MOST) {
        surroundings
            .terminal()
            .complain(
                "the password in %s must have %d to %d characters"
                    .formatted(VARIABLE, Passwords.LEAST, Passwords.MOST));
        return Optional.empty();
      }
      return Optional.of(new Password(given, false));
    }

    void show(Terminal terminal) {
      if (made) {
        terminal.print(text);
        terminal.complain("this is the only time the password is shown");
      }
    }
  }

  private static final String WHERE =
      " The password is that of the variable SIGNALBOX_PASSWORD, or a new one that is printed.";

  /** Adds a person. */
  record Add(Surroundings surroundings) implements Subcommand {
    @Override
    public CommandSpec spec() {
      return UserCommands.spec("Adds a person who may log in." + WHERE)
          .addOption(Options.text("ROLE", "viewer (standard), operator or admin", ROLE));
    }

    @Override
    public int run(ParseResult arguments) {
      Terminal terminal = surroundings.terminal();
      Optional<String> name = nameIn(arguments, terminal);
      Optional<Role> role =
          Role.byId(Options.textIn(arguments, ROLE).orElse(Role.VIEWER.id()))
              .filter(found -> found.includes(Role.VIEWER));
      if (role.isEmpty()) {
        terminal.complain("`--role` must be viewer, operator or admin");
      }
      Optional<Password> password = Password.of(surroundings);
      if (name.isEmpty() || role.isEmpty() || password.isEmpty()) {
        return ExitCodes.USAGE;
      }
      return AccessCommands.with(
          surroundings,
          arguments,
          desk -> {
            StoredUser user =
                new StoredUser(
                    name.get(),
                    role.get().id(),
                    Passwords.hash(password.get().text()),
                    "",
                    desk.clock().millis(),
                    AccessCommands.by(surroundings).actor(),
                    0);
            AccessCommands.stored(
                desk.store().people().add(user, AccessCommands.by(surroundings)), user.name());
            password.get().show(terminal);
            return ExitCodes.FINE;
          });
    }
  }

  /** Lists the people. */
  record ListAll(Surroundings surroundings) implements Subcommand {
    @Override
    public CommandSpec spec() {
      return AccessCommands.spec("Lists the people who may log in.");
    }

    @Override
    public int run(ParseResult arguments) {
      return AccessCommands.with(
          surroundings,
          arguments,
          desk -> {
            desk.store().people().all().stream()
                .filter(StoredUser::counts)
                .forEach(user -> surroundings.terminal().print(user.name() + "  " + user.role()));
            return ExitCodes.FINE;
          });
    }
  }

  /** Takes a person out. */
  record Remove(Surroundings surroundings) implements Subcommand {
    @Override
    public CommandSpec spec() {
      return UserCommands.spec("Takes a person out; its sessions end within a second.");
    }

    @Override
    public int run(ParseResult arguments) {
      Optional<String> name = nameIn(arguments, surroundings.terminal());
      if (name.isEmpty()) {
        return ExitCodes.USAGE;
      }
      return AccessCommands.with(
          surroundings,
          arguments,
          desk -> {
            long now = desk.clock().millis();
            AccessCommands.stored(
                desk.store()
                    .people()
                    .change(
                        name.get(),
                        "user.remove",
                        user -> user.disabledAt(now),
                        AccessCommands.by(surroundings)),
                name.get());
            surroundings.terminal().print("removed: " + name.get());
            return ExitCodes.FINE;
          });
    }
  }

  /** Gives a person another password. */
  record Passwd(Surroundings surroundings) implements Subcommand {
    @Override
    public CommandSpec spec() {
      return UserCommands.spec("Gives a person another password and ends its sessions." + WHERE);
    }

    @Override
    public int run(ParseResult arguments) {
      Optional<String> name = nameIn(arguments, surroundings.terminal());
      Optional<Password> password = Password.of(surroundings);
      if (name.isEmpty() || password.isEmpty()) {
        return ExitCodes.USAGE;
      }
      String hash = Passwords.hash(password.get().text());
      return AccessCommands.with(
          surroundings,
          arguments,
          desk -> {
            AccessCommands.stored(
                desk.store()
                    .people()
                    .change(
                        name.get(),
                        "user.password",
                        user -> user.with(user.role(), hash),
                        AccessCommands.by(surroundings)),
                name.get());
            password.get().show(surroundings.terminal());
            return ExitCodes.FINE;
          });
    }
  }
}
