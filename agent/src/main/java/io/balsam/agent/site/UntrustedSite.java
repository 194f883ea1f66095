package io.balsam.agent.site;

/** Thrown for a site that other users can have changed and that the user has not declared safe. */
public final class UntrustedSite extends OperationRefused {

  private static final long serialVersionUID = 1L;

  private final String fault;
  private final String cure;

  UntrustedSite(String fault, String cure) {
    super(fault + "; " + cure);
    this.fault = fault;
    this.cure = cure;
  }

  /** Returns what is wrong. */
  public String fault() {
    return fault;
  }

  /** Returns what the user can do about it. */
  public String cure() {
    return cure;
  }
}
