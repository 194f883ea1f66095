package io.balsam.globus;

import io.balsam.globus.api.AuthApi;
import io.balsam.globus.api.ClientTokens;
import io.balsam.globus.api.HttpsProxy;
import io.balsam.globus.api.LoginTokens;
import io.balsam.globus.api.NativeLogin;
import io.balsam.globus.api.TokenStore;
import io.balsam.globus.api.Tokens;
import io.balsam.globus.api.TransferApi;
import io.balsam.globus.api.Web;
import io.balsam.spi.PluginConfig;
import io.balsam.spi.PluginContext;
import io.balsam.spi.Transfer;
import io.balsam.spi.TransferCost;
import io.balsam.spi.TransferProvider;
import java.net.ProxySelector;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.pf4j.Extension;

/**
 * Transfer {@code globus}: files from and to collections of Globus, by the site's own collection.
 * Settings:
 *
 * <ul>
 *   <li>{@code endpoint_id}: UUID of the site's collection;
 *   <li>{@code endpoint_path}: paths on it by local directory, where they differ;
 *   <li>{@code client_id}: id of an app registered with Globus, for the login;
 *   <li>{@code client_secret_file}: file with the app's secret, if it acts for itself;
 *   <li>{@code token_file}: where the login is kept (default {@code globus.json} in the user's
 *       state directory);
 *   <li>{@code sync_level}: {@code exists}, {@code size} (default), {@code mtime} or {@code
 *       checksum};
 *   <li>{@code verify_checksum} (true), {@code encrypt_data} (true), {@code preserve_timestamp}
 *       (false), {@code deadline} (Globus's own), {@code label} ({@code Balsam}): as Globus has
 *       them;
 *   <li>{@code proxy} ({@code https_proxy} of the environment): by which the services are reached;
 *   <li>{@code transfer_url}, {@code auth_url}: addresses of the services.
 * </ul>
 */
@Extension
public final class GlobusTransferProvider implements TransferProvider {

  @Override
  public String name() {
    return "globus";
  }

  @Override
  public Set<String> schemes() {
    return Set.of(GlobusUrl.SCHEME);
  }

  @Override
  public TransferCost cost() {
    return new TransferCost(15, 0.005, 300e6);
  }

  @Override
  public Transfer create(PluginConfig config, PluginContext context) {
    Clock clock = context.clock();
    Web web = new Web(clock, proxy(config));
    AuthApi auth = new AuthApi(web, url(config, "auth_url", "https://auth.globus.org"));
    TokenStore store = new TokenStore(tokenFile(config, context.siteDirectory()));
    String client = config.string("client_id", "");
    String secret = config.string("client_secret_file", "");
    Tokens tokens =
        secret.isEmpty()
            ? new LoginTokens(auth, store, client, clock)
            : new ClientTokens(auth, client, context.siteDirectory().resolve(secret), clock);
    GlobusSettings settings =
        GlobusSettings.of(
            config,
            () -> {
              if (client.isEmpty()) {
                throw config.wrong(
                    "client_id",
                    "must be set for a login: register an app at https://app.globus.org/settings/developers");
              }
              return secret.isEmpty()
                  ? Optional.of(new NativeLogin(auth, store, client, clock))
                  : Optional.empty();
            });
    TransferApi api =
        new TransferApi(
            web, tokens, url(config, "transfer_url", "https://transfer.api.globus.org"));
    BatchRecords records =
        new BatchRecords(context.siteDirectory().resolve(".balsam").resolve("globus"));
    return new GlobusTransfer(api, tokens, settings, records, clock);
  }

  private static String url(PluginConfig config, String key, String standard) {
    String url = config.string(key, standard);
    if (!url.matches("https?://[^/?#\\s]+/?")) {
      throw config.wrong(key, url + ": must be an address such as " + standard);
    }
    return url;
  }

  /** Returns the proxy that is set here or, as for most programs, in the environment. */
  private static ProxySelector proxy(PluginConfig config) {
    Map<String, String> environment = System.getenv();
    String standard =
        environment.getOrDefault("https_proxy", environment.getOrDefault("HTTPS_PROXY", ""));
    String address = config.string("proxy", standard);
    return address.isEmpty()
        ? HttpClient.Builder.NO_PROXY
        : HttpsProxy.of(address)
            .orElseThrow(
                () ->
                    config.wrong(
                        "proxy", address + ": must be an address such as http://proxy:3128"));
  }

  private static Path tokenFile(PluginConfig config, Path site) {
    String state = Objects.requireNonNullElse(System.getenv("XDG_STATE_HOME"), "");
    Path home = Path.of(System.getProperty("user.home", ""), ".local", "state");
    Path standard = state.startsWith("/") ? Path.of(state) : home;
    String file =
        config.string("token_file", standard.resolve("balsam").resolve("globus.json").toString());
    return site.resolve(file);
  }
}
