"""TLS at the door, where there is nothing before it that ends TLS."""

import ssl

from gateway.settings import SettingInvalid, Settings, variable


def tls_of(settings: Settings) -> ssl.SSLContext | None:
    """What connections are encrypted by, at least TLS 1.2; None where they are plain.

    Raises SettingInvalid when the files of the settings cannot be used. A key that is locked by a
    passphrase is one of these: nobody is there to be asked for it.
    """
    if settings.tls_cert is None:
        if settings.tls_key is not None:
            raise SettingInvalid(
                f"{variable('tls_key')} is set, expected {variable('tls_cert')} beside it; "
                "set both, or neither"
            )
        return None
    made = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    made.minimum_version = ssl.TLSVersion.TLSv1_2
    made.set_alpn_protocols(["http/1.1"])
    try:
        made.load_cert_chain(settings.tls_cert, settings.tls_key, password="")
    except OSError as error:
        raise SettingInvalid(
            f"expected PEM files with a chain of certificates at {settings.tls_cert} and its "
            f"private key, without a passphrase, at {settings.tls_key or 'the same place'}, but: "
            f"{error.strerror}; correct {variable('tls_cert')} or {variable('tls_key')}"
        ) from error
    return made
