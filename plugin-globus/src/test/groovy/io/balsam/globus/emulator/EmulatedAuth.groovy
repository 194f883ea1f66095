package io.balsam.globus.emulator

import java.security.MessageDigest
import java.util.concurrent.ConcurrentHashMap

/** Globus Auth: clients with a secret, people who log in by a native app, tokens and consents. */
class EmulatedAuth {

  static final String SCOPE = 'urn:globus:auth:scope:transfer.api.globus.org:all'

  /** Secrets by client; a native app has none. */
  final Map<String, String> clients = new ConcurrentHashMap<>()

  /** Collections that need the consent for their data. */
  final Set<String> mapped = ConcurrentHashMap.newKeySet()

  /** Scopes of each request for a token, in order. */
  final List<String> asked = Collections.synchronizedList([])

  /** Seconds that a token is valid. */
  long lifetime = 172_800

  /** Whether a login gives a token with which it can be renewed. */
  boolean lasting = true

  private final Map<String, String> tokens = new ConcurrentHashMap<>()
  private final Map<String, String> refreshTokens = new ConcurrentHashMap<>()
  private final Map<String, Map> codes = new ConcurrentHashMap<>()
  private final Map<String, Set<String>> consents = new ConcurrentHashMap<>()

  /** Rejects all tokens given so far, though their time is not over. */
  void revoke() { tokens.clear() }

  /** Rejects what logins are renewed with. */
  void forgetLogins() { refreshTokens.clear() }

  /** Does what a person does in a browser, and returns the code that is shown. */
  String open(String link) {
    def query = GlobusEmulator.form(URI.create(link).rawQuery)
    assert clients[query.client_id] == '' && query.response_type == 'code' && query.code_challenge_method == 'S256'
    assert query.redirect_uri.endsWith('/v2/web/auth-code')
    def code = UUID.randomUUID().toString()
    codes[code] = query
    code
  }

  Map token(Map<String, String> form, String basic) {
    switch (form.grant_type) {
      case 'client_credentials':
        def pair = new String((basic ?: '').replaceFirst('Basic ', '').decodeBase64()).split(':', 2)
        if (pair.length != 2 || clients[pair[0]] != pair[1]) {
          throw new EmulatedRefusal(401, '', '', [error: 'invalid_client'])
        }
        return grant(pair[0], form.scope, false)
      case 'authorization_code':
        def query = codes.remove(form.code)
        if (!query || query.client_id != form.client_id || query.redirect_uri != form.redirect_uri || query.code_challenge != hash(form.code_verifier)) {
          throw new EmulatedRefusal(400, '', '', [error: 'invalid_grant'])
        }
        return grant(form.client_id, query.scope, query.access_type == 'offline' && lasting)
      case 'refresh_token':
        def scope = refreshTokens[form.refresh_token]
        if (!scope) {
          throw new EmulatedRefusal(400, '', '', [error: 'invalid_grant'])
        }
        return grant(form.client_id, scope, false)
      default:
        throw new EmulatedRefusal(400, '', '', [error: 'unsupported_grant_type'])
    }
  }

  /** Whose token this is. */
  String client(String bearer) {
    def client = tokens[bearer.replaceFirst('Bearer ', '')]
    if (!client) {
      throw new EmulatedRefusal(401, 'AuthenticationFailed', 'Token is not active')
    }
    client
  }

  /** Refuses a client that has not consented to the use of a collection's data. */
  void demand(String client, String collection) {
    def scope = "$SCOPE[*https://auth.globus.org/scopes/$collection/data_access]".toString()
    if (collection in mapped && !consents[client].any { it.contains(scope) }) {
      throw new EmulatedRefusal(403, 'ConsentRequired', 'Missing required data_access consent', [required_scopes: [scope]])
    }
  }

  private Map grant(String client, String scope, boolean refresh) {
    asked << scope
    consents.computeIfAbsent(client) { ConcurrentHashMap.newKeySet() } << scope
    def answer = [access_token: UUID.randomUUID().toString(), expires_in: lifetime, token_type: 'Bearer', scope: SCOPE,
                  resource_server: 'transfer.api.globus.org', other_tokens: []]
    tokens[answer.access_token] = client
    if (refresh) {
      answer.refresh_token = UUID.randomUUID().toString()
      refreshTokens[answer.refresh_token] = scope
    }
    answer
  }

  private static String hash(String verifier) {
    MessageDigest.getInstance('SHA-256').digest((verifier ?: '').bytes).encodeBase64Url().toString().replace('=', '')
  }
}
