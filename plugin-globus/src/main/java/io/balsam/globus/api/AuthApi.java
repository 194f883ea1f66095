package io.balsam.globus.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Globus Auth: the three ways to a token that are used here. */
public final class AuthApi {

  private final Web web;
  private final String base;

  /**
   * Creates a client.
   *
   * @param url address of the service, as {@code https://auth.globus.org}
   */
  public AuthApi(Web web, String url) {
    this.web = web;
    this.base = url.replaceAll("/+$", "");
  }

  /**
   * Answer with tokens, one for each service.
   *
   * @param expiresIn seconds from now
   */
  record Granted(
      String accessToken,
      long expiresIn,
      String resourceServer,
      @Nullable String refreshToken,
      @Nullable String scope,
      @JsonProperty("other_tokens") @Nullable List<Granted> others) {

    /** Returns this token and the others. */
    List<Granted> all() {
      List<Granted> all = new ArrayList<>(List.of(this));
      if (others != null) {
        all.addAll(others);
      }
      return all;
    }
  }

  /** Returns tokens for a client itself. */
  Granted clientCredentials(String client, String secret, String scopes) {
    String pair = client + ":" + secret;
    String basic = Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    return token(
        request().header("Authorization", "Basic " + basic),
        fields("grant_type", "client_credentials", "scope", scopes));
  }

  /** Returns tokens for the person who has been shown this code. */
  Granted authorizationCode(String client, String code, String verifier) {
    return token(
        request(),
        fields(
            "client_id",
            client,
            "grant_type",
            "authorization_code",
            "code",
            code,
            "code_verifier",
            verifier,
            "redirect_uri",
            redirect()));
  }

  /** Returns new tokens for an old login. */
  Granted refresh(String client, String refreshToken) {
    return token(
        request(),
        fields("client_id", client, "grant_type", "refresh_token", "refresh_token", refreshToken));
  }

  /** Returns the address at which a person logs in and is shown a code. */
  String link(String client, String scopes, String challenge) {
    return base
        + "/v2/oauth2/authorize?"
        + form(
            fields(
                "client_id",
                client,
                "redirect_uri",
                redirect(),
                "scope",
                scopes,
                "state",
                "balsam",
                "response_type",
                "code",
                "code_challenge",
                challenge,
                "code_challenge_method",
                "S256",
                "access_type",
                "offline"));
  }

  private String redirect() {
    return base + "/v2/web/auth-code";
  }

  private HttpRequest.Builder request() {
    return HttpRequest.newBuilder(URI.create(base + "/v2/oauth2/token"))
        .header("Accept", "application/json")
        .header("Content-Type", "application/x-www-form-urlencoded");
  }

  private Granted token(HttpRequest.Builder request, Map<String, String> fields) {
    return web.send(request.POST(BodyPublishers.ofString(form(fields))).build()).as(Granted.class);
  }

  private static Map<String, String> fields(String... pairs) {
    Map<String, String> fields = new LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      fields.put(pairs[i], pairs[i + 1]);
    }
    return fields;
  }

  private static String form(Map<String, String> fields) {
    return fields.entrySet().stream()
        .map(
            field ->
                field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
        .collect(Collectors.joining("&"));
  }
}
