package io.seedmill.generators.http;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The proxies that the environment names: {@code http_proxy}, {@code https_proxy} and {@code
 * no_proxy}, in small letters or capitals, as curl reads them.
 */
final class EnvironmentProxies extends ProxySelector {

  private final Map<String, String> environment;

  EnvironmentProxies(Map<String, String> environment) {
    this.environment = environment;
  }

  @Override
  public List<Proxy> select(URI uri) {
    String named = value(uri.getScheme().toLowerCase(Locale.ROOT) + "_proxy");
    if (named.isBlank() || isExempt(uri.getHost())) {
      return List.of(Proxy.NO_PROXY);
    }
    try {
      URI proxy = URI.create(named.contains("://") ? named : "http://" + named);
      int port = proxy.getPort() < 0 ? 80 : proxy.getPort();
      return proxy.getHost() == null
          ? List.of(Proxy.NO_PROXY)
          : List.of(
              new Proxy(
                  Proxy.Type.HTTP, InetSocketAddress.createUnresolved(proxy.getHost(), port)));
    } catch (IllegalArgumentException e) {
      return List.of(Proxy.NO_PROXY);
    }
  }

  private boolean isExempt(String host) {
    for (String exempt : value("no_proxy").split(",", -1)) {
      String name = exempt.strip().replaceFirst("^\\*?\\.", "");
      if (name.equals("*")
          || (!name.isEmpty()
              && (host.equalsIgnoreCase(name)
                  || host.toLowerCase(Locale.ROOT)
                      .endsWith("." + name.toLowerCase(Locale.ROOT))))) {
        return true;
      }
    }
    return false;
  }

  private String value(String name) {
    String small = environment.getOrDefault(name, "");
    return small.isEmpty() ? environment.getOrDefault(name.toUpperCase(Locale.ROOT), "") : small;
  }

  @Override
  public void connectFailed(URI uri, SocketAddress address, IOException failure) {
    // the request fails, and says so
  }
}
