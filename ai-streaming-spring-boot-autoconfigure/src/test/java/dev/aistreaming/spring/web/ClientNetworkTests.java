package dev.aistreaming.spring.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClientNetworkTests {

    @ParameterizedTest
    @CsvSource({
        "2001:db8:1:2:3:4:5:6,            2001:db8:1:2:0:0:0:0/64",
        "2001:DB8:1:2::9,                 2001:db8:1:2:0:0:0:0/64",
        "2001:db8:1:2:ffff:ffff:ffff:ffff, 2001:db8:1:2:0:0:0:0/64",
        "2001:db8:1:3::9,                 2001:db8:1:3:0:0:0:0/64",
        "[2001:db8:1:2::9],               2001:db8:1:2:0:0:0:0/64",
        "fe80::1%eth0,                    fe80:0:0:0:0:0:0:0/64",
        "::1,                             0:0:0:0:0:0:0:0/64"
    })
    void allAddressesOfANetworkAreOneClient(String address, String client) {
        assertThat(ClientNetwork.of(address)).isEqualTo(client);
    }

    @ParameterizedTest
    @ValueSource(strings = {"::ffff:192.0.2.7", "0:0:0:0:0:ffff:192.0.2.7", "::ffff:c000:207", "192.0.2.7"})
    void anAddressOfTheOldKindIsAClientHoweverItIsWritten(String address) {
        assertThat(ClientNetwork.of(address)).isEqualTo("192.0.2.7");
    }

    @ParameterizedTest
    @ValueSource(strings = {"unknown", "_hidden", "192.0.2.7:4711", "a.example:80", "1:2:3:4:5:6:7:8:9", "::1::", ""})
    void whatIsNoAddressStaysAsItIs(String address) {
        assertThat(ClientNetwork.of(address)).isEqualTo(address);
    }
}
