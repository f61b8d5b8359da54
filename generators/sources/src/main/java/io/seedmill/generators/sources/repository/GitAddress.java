package io.seedmill.generators.sources.repository;

import io.seedmill.generators.UnusableException;
import io.seedmill.generators.sources.secrets.EnvironmentText;
import io.seedmill.generators.sources.secrets.Redaction;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An address that git can clone. User and password of it go to git by the environment alone, so
 * they are in no list of processes, in no configuration of a checkout and in no message.
 *
 * @param plain the address without user and password
 * @param shown the same as the spec has it, with references in place of secrets
 * @param configuration what git has to be told besides, by the environment
 * @param redaction removes the secrets from what git says
 */
record GitAddress(
    String plain, String shown, Map<String, String> configuration, Redaction redaction) {

  private static final Pattern WITH_USER = Pattern.compile("([a-z][a-z0-9+]*://)([^/@]*)@(.*)");
  private static final Pattern LOGIN = Pattern.compile("://([^/@\\s'\"$`]{1,2000})@");
  private static final Pattern REFERENCE = Pattern.compile("\\$\\{env:[^}]*}");
  private static final String AT = "/repository/git";
  private static final String COUNT = "GIT_CONFIG_COUNT";

  /** A user's name that is longer may be a token. */
  private static final int LONGEST_USER = 15;

  /**
   * Reads an address.
   *
   * @param folder where the names of local folders begin
   * @throws UnusableException if it holds a password, or refers to a variable that is not set
   */
  static GitAddress of(String given, Path folder, Map<String, String> environment)
      throws UnusableException {
    List<String> variables = EnvironmentText.of(given).names();
    for (String variable : variables) {
      if (!environment.containsKey(variable)) {
        throw new UnusableException(
            AT, "${env:" + variable + "}, which is not set", "a variable that is set");
      }
    }
    Matcher withUser = WITH_USER.matcher(given);
    boolean hasUser = withUser.matches();
    if (hasUser) {
      requireNoPassword(withUser.group(2));
    }
    boolean isLogin = hasUser && withUser.group(1).startsWith("http");
    String shown = isLogin ? withUser.group(1) + withUser.group(3) : given;
    String plain = EnvironmentText.of(shown).resolve(environment);
    Map<String, String> configuration = new TreeMap<>();
    if (isLogin) {
      String login = EnvironmentText.of(withUser.group(2)).resolve(environment);
      String host = plain.replaceFirst("(://[^/]*/?).*", "$1");
      int count = count(environment);
      configuration.put(COUNT, Integer.toString(count + 1));
      configuration.put(
          "GIT_CONFIG_KEY_" + count,
          "url.%s.insteadOf".formatted(host.replaceFirst("://", "://" + quoted(login) + "@")));
      configuration.put("GIT_CONFIG_VALUE_" + count, host);
    }
    return new GitAddress(
        local(plain, folder),
        shown,
        configuration,
        Redaction.of(variables.stream().map(environment::get).toList()));
  }

  private static String quoted(String login) {
    return Matcher.quoteReplacement(login);
  }

  private static int count(Map<String, String> environment) {
    String count = environment.getOrDefault(COUNT, "");
    return count.matches("\\d{1,6}") ? Integer.parseInt(count) : 0;
  }

  /** Refuses commands whose addresses hold a password: manifests and pages show them. */
  static void requireNoPassword(List<String> commands) throws UnusableException {
    for (int i = 0; i < commands.size(); i++) {
      Matcher login = LOGIN.matcher(commands.get(i));
      while (login.find()) {
        if (isSecret(login.group(1))) {
          throw new UnusableException(
              "/repository/setup/" + i,
              "an address with a password or a token in it",
              "a variable of your environment in its place, such as $NAME");
        }
      }
    }
  }

  private static boolean isSecret(String login) {
    int colon = login.indexOf(':');
    return colon < 0 ? login.length() > LONGEST_USER : colon < login.length() - 1;
  }

  private static void requireNoPassword(String login) throws UnusableException {
    if (isSecret(REFERENCE.matcher(login).replaceAll(""))) {
      throw new UnusableException(
          AT,
          "an address with a password or a token in it",
          "${env:NAME} in its place, or an address without, for which git asks its credential helper");
    }
  }

  /** Returns the absolute path of a local repository; {@code host:path} is none. */
  private static String local(String plain, Path folder) {
    try {
      boolean isRemote = plain.contains("://") || plain.matches("[^/]*:.*");
      return isRemote ? plain : folder.resolve(plain).toAbsolutePath().normalize().toString();
    } catch (InvalidPathException e) {
      return plain;
    }
  }
}
