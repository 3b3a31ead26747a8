package dev.aistreaming.spring.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ClientLabelTests {

    @Test
    void showsTheBeginningOfANameAndOfAnAddress() {
        assertThat(ClientLabel.of("user alice@example.org")).isEqualTo("user alic…");
        assertThat(ClientLabel.of("address 192.168.10.77")).isEqualTo("address 192.…");
        assertThat(ClientLabel.of("address 2001:db8::1")).isEqualTo("address 200…");
    }

    @Test
    void showsNoMoreThanAThird() {
        assertThat(ClientLabel.of("user bob")).isEqualTo("user b…");
        assertThat(ClientLabel.of("user al")).isEqualTo("user …");
        assertThat(ClientLabel.of("user ")).isEqualTo("user …");
    }

    @Test
    void takesTheKeyOfAnApplicationsOwnAsAWhole() {
        assertThat(ClientLabel.of("tenant-4711/session-0815")).isEqualTo("tena…");
        assertThat(ClientLabel.of("Anna Lee")).isEqualTo("An…");
    }

    @Test
    void cutsNoCharacterInTwo() {
        assertThat(ClientLabel.of("😀😀😀")).isEqualTo("😀…");
    }

    @Test
    void namesNobodyWhereNobodyIsKnown() {
        assertThat(ClientLabel.of(null)).isNull();
    }
}
