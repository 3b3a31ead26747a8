package dev.aistreaming.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Arrays;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
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
    @NullSource
    @ValueSource(strings = {"", "  \n"})
    void isNeverBlankWhereTheUserOrTheApplicationSaysIt(String blank) {
        assertRefused(() -> Message.user(blank), "message text must not be blank");
        assertRefused(() -> Message.system(blank), "message text must not be blank");
        assertRefused(() -> new Part.Text(blank), "message text must not be blank");
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "  \n"})
    void mayBeAnAnswerWithoutText(String blank) {
        assertThat(Message.assistant(blank).parts()).isEmpty();
        assertThat(Message.assistant(blank).text()).isEmpty();
    }

    @ParameterizedTest
    @NullSource
    void hasParts(List<Part> none) {
        assertRefused(() -> new Message(Role.USER, none), "message parts must not be null");
        assertRefused(() -> new Message(Role.USER, Arrays.asList(new Part[1])), "message parts[0] must not be null");
    }

    @ParameterizedTest
    @NullSource
    void hasARole(Role none) {
        assertRefused(() -> Message.of(none, "Hi"), "message role must not be null");
    }

    private static void assertRefused(ThrowingCallable call, String message) {
        assertThatExceptionOfType(AiException.class).isThrownBy(call).satisfies(error -> {
            assertThat(error.code()).isEqualTo(ErrorCode.INVALID_REQUEST);
            assertThat(error.userMessage()).isEqualTo(message);
        });
    }

    @ParameterizedTest
    @CsvSource({"user, USER", "User, USER", "ASSISTANT, ASSISTANT", "system, SYSTEM", "tool, TOOL"})
    void findsARoleByItsNameInAnyCase(String name, Role role) {
        assertThat(Role.of(name)).isEqualTo(role);
    }

    @ParameterizedTest
    @ValueSource(strings = {"robot", "", " user"})
    void namesARoleThatIsUnknown(String name) {
        assertThatExceptionOfType(AiException.class)
                .isThrownBy(() -> Role.of(name))
                .satisfies(error -> assertThat(error.userMessage())
                        .contains("role", "'" + name + "'", "system, user, assistant or tool"));
    }
}
