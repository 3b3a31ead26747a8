package dev.aistreaming.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MessageTests {

    @Test
    void isOfTheRoleItIsMadeFor() {
        assertThat(Message.user("a").role()).isEqualTo(Role.USER);
        assertThat(Message.assistant("a").role()).isEqualTo(Role.ASSISTANT);
        assertThat(Message.system("a").role()).isEqualTo(Role.SYSTEM);
    }

    @Test
    void joinsItsTextsWithoutSeparator() {
        Message message = new Message(Role.USER, List.of(new Part.Text("a "), new Part.Text("b")));
        assertThat(message.text()).isEqualTo("a b");
        assertThat(Message.user(" a\n").text()).isEqualTo(" a\n");
    }

    @Test
    void isNeverEmpty() {
        assertThatExceptionOfType(AiException.class)
                .isThrownBy(() -> new Message(Role.USER, List.of()))
                .satisfies(error -> assertThat(error.userMessage()).contains("message", "empty"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  \n"})
    void isNeverBlank(String blank) {
        assertThatExceptionOfType(AiException.class)
                .isThrownBy(() -> Message.assistant(blank))
                .satisfies(error -> {
                    assertThat(error.code()).isEqualTo(ErrorCode.INVALID_REQUEST);
                    assertThat(error.userMessage()).contains("message text", "blank");
                });
    }

    @ParameterizedTest
    @CsvSource({"user, USER", "User, USER", "ASSISTANT, ASSISTANT", "system, SYSTEM"})
    void findsARoleByItsNameInAnyCase(String name, Role role) {
        assertThat(Role.of(name)).isEqualTo(role);
    }

    @ParameterizedTest
    @ValueSource(strings = {"robot", "", " user"})
    void namesARoleThatIsUnknown(String name) {
        assertThatExceptionOfType(AiException.class)
                .isThrownBy(() -> Role.of(name))
                .satisfies(error -> assertThat(error.userMessage())
                        .contains("role", "'" + name + "'", "system, user or assistant"));
    }
}
