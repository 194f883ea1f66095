package io.balsam.dsl.capture;

import io.balsam.engine.domain.App;
import io.balsam.engine.domain.AppBody;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeMap;

/** Hashes an app's declaration together with the text it comes from. */
public final class AppFingerprint {

  private AppFingerprint() {}

  /**
   * Returns the app with its fingerprint.
   *
   * @param basis the text and values that the app's code depends on
   */
  public static App sign(App app, String basis) {
    String body =
        app.body() instanceof AppBody.Command command
            ? "command " + command.template()
            : "function " + ((AppBody.Function) app.body()).parameters();
    List<Object> said =
        List.of(
            app.name(),
            body,
            app.parameters().values(),
            new TreeMap<>(app.environment()),
            (app.strictShell() ? "" : "set +e +o pipefail\n") + app.shellPreamble(),
            app.transfers().values(),
            app.cleanup(),
            app.runner(),
            basis);
    return new App(
        app.name(),
        app.description(),
        app.body(),
        app.parameters(),
        app.environment(),
        app.shellPreamble(),
        app.transfers(),
        app.cleanup(),
        app.retry(),
        app.hooks(),
        app.hookLimit(),
        app.mergeOutput(),
        app.strictShell(),
        app.runner(),
        app.predictBy(),
        sha256(said.toString()),
        app.declaredAt());
  }

  static String sha256(String text) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
