package io.seedmill.generators.sources.http;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import okhttp3.Credentials;

/**
 * The proxies of {@code HTTP_PROXY}, {@code HTTPS_PROXY} and {@code NO_PROXY}, in upper or lower
 * case. Requests to this machine use no proxy.
 */
final class EnvironmentProxies extends ProxySelector {

  private static final Pattern SEPARATOR = Pattern.compile("[,\\s]+");

  private final Map<String, String> environment;

  EnvironmentProxies(Map<String, String> environment) {
    this.environment = environment;
  }

  @Override
  public List<Proxy> select(URI uri) {
    URI proxy = proxyOf(uri.getScheme());
    if (proxy == null || isDirect(uri)) {
      return List.of(Proxy.NO_PROXY);
    }
    int port =
        proxy.getPort() >= 0 ? proxy.getPort() : proxy.getScheme().equals("https") ? 443 : 80;
    return List.of(
        new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved(proxy.getHost(), port)));
  }

  @Override
  public void connectFailed(URI uri, SocketAddress address, IOException failure) {}

  /**
   * Returns the value of the header Proxy-Authorization; empty if the environment names no user.
   */
  String credentials(String scheme) {
    URI proxy = proxyOf(scheme);
    if (proxy == null || proxy.getUserInfo() == null) {
      return "";
    }
    String[] user = proxy.getUserInfo().split(":", 2);
    return Credentials.basic(user[0], user.length > 1 ? user[1] : "");
  }

  /** Returns the proxies' passwords. */
  List<String> secrets() {
    List<String> secrets = new ArrayList<>();
    for (String scheme : List.of("http", "https")) {
      URI proxy = proxyOf(scheme);
      if (proxy != null && proxy.getUserInfo() != null) {
        secrets.add(proxy.getRawUserInfo());
        secrets.add(proxy.getUserInfo().replaceFirst("^[^:]*:?", ""));
        secrets.add(credentials(scheme).substring("Basic ".length()));
      }
    }
    return secrets;
  }

  private URI proxyOf(String scheme) {
    String value = variable(scheme.toLowerCase(Locale.ROOT) + "_proxy");
    if (value.isEmpty()) {
      return null;
    }
    try {
      URI proxy = URI.create(value.contains("://") ? value : "http://" + value);
      return proxy.getHost() == null ? null : proxy;
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private boolean isDirect(URI uri) {
    String host = bare(uri.getHost());
    if (host.equals("localhost") || host.startsWith("127.") || host.equals("::1")) {
      return true;
    }
    for (String exception : SEPARATOR.splitAsStream(variable("no_proxy")).toList()) {
      String name = exception.strip().toLowerCase(Locale.ROOT).replaceFirst("^\\*?\\.", "");
      if (name.equals("*")) {
        return true;
      }
      if (name.endsWith(":" + uri.getPort())) {
        name = name.substring(0, name.lastIndexOf(':'));
      }
      if (!name.isEmpty() && (host.equals(bare(name)) || host.endsWith("." + name))) {
        return true;
      }
    }
    return false;
  }

  private static String bare(String host) {
    return host.toLowerCase(Locale.ROOT).replaceAll("^\\[|]$", "");
  }

  private String variable(String lower) {
    String value = environment.get(lower);
    return value != null ? value : environment.getOrDefault(lower.toUpperCase(Locale.ROOT), "");
  }
}
