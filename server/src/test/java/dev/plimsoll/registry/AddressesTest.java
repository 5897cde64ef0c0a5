package dev.plimsoll.registry;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.net.InetAddresses;
import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressesTest {

  @ParameterizedTest
  @CsvSource({
    "PUBLIC,       8.8.8.8",
    "PUBLIC,       100.64.0.1",
    "PUBLIC,       2606:4700::1",
    "PRIVATE,      10.1.2.3",
    "PRIVATE,      172.16.0.1",
    "PRIVATE,      192.168.1.1",
    "PRIVATE,      fd12::1",
    "THIS_MACHINE, 127.0.0.1",
    "THIS_MACHINE, 127.9.9.9",
    "THIS_MACHINE, ::1",
    "THIS_MACHINE, 0.0.0.0",
    "THIS_MACHINE, 0.1.2.3",
    "THIS_MACHINE, ::",
    "THIS_MACHINE, 64:ff9b::7f00:1",
    "FORBIDDEN,    169.254.169.254",
    "FORBIDDEN,    fe80::1",
    "FORBIDDEN,    febf::1",
    "FORBIDDEN,    224.0.0.1",
    "FORBIDDEN,    ff02::1",
    "FORBIDDEN,    100.100.100.200",
    "FORBIDDEN,    168.63.129.16",
    "FORBIDDEN,    64:ff9b::a9fe:a9fe",
    "FORBIDDEN,    2002:a9fe:a9fe::1",
  })
  void knowsHowFarInsideAnAddressIs(Addresses.Place place, String address) {
    assertThat(Addresses.of(InetAddresses.forString(address))).isEqualTo(place);
  }

  @ParameterizedTest
  @CsvSource({
    "true,  https://a.example/x, https://A.example:443/y",
    "true,  http://a.example,    http://a.example:80",
    "false, https://a.example,   http://a.example:443",
    "false, https://a.example,   https://a.example:8443",
    "false, https://a.example,   https://b.a.example",
    "false, https://a.example,   https://a.example.b",
  })
  void aLoginIsForOneHostAndOnePort(boolean same, String one, String other) {
    assertThat(Addresses.isSameOrigin(URI.create(one), URI.create(other))).isEqualTo(same);
  }
}
