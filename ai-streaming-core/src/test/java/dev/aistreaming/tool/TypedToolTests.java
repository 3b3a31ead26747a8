package dev.aistreaming.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aistreaming.chat.ErrorCode;
import dev.aistreaming.chat.Media;
import dev.aistreaming.chat.Part;
import dev.aistreaming.chat.ToolCall;
import dev.aistreaming.schema.JsonSchemas;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TypedToolTests {

    enum Unit {
        CELSIUS,
        FAHRENHEIT
    }

    record Place(String city, @Nullable String country) {}

    record WeatherQuery(Place place, LocalDate day, Optional<Unit> unit, List<Integer> hours) {

        WeatherQuery {
            if (hours.size() > 24) {
                throw new IllegalArgumentException("secret");
            }
            if (hours.contains(99)) {
                throw new ToolException("No day has that many hours.");
            }
        }
    }

    private static final String WHOLE =
            "{\"place\":{\"city\":\"Zürich 🏔\"},\"day\":\"2026-01-31\",\"unit\":\"CELSIUS\",\"hours\":[1,2]}";

    private static LocalTool answering(@Nullable Object result) {
        return LocalTool.of("weather", "Tells the weather", WeatherQuery.class, query -> result);
    }

    private static List<Part> call(LocalTool tool, String arguments) throws Exception {
        return tool.call(
                arguments,
                new ToolContext(new ToolCall("1", "weather", arguments), 1, Map.of(), () -> false, event -> false));
    }

    @Test
    void readsTheArguments() throws Exception {
        LocalTool tool = LocalTool.of("weather", null, WeatherQuery.class, String::valueOf);

        assertThat(call(tool, WHOLE))
                .containsExactly(new Part.Text("WeatherQuery[place=Place[city=Zürich 🏔, country=null], day=2026-01-31,"
                        + " unit=Optional[CELSIUS], hours=[1, 2]]"));
    }

    @Test
    void tellsTheModelWhatTheArgumentsAre() {
        assertThat(answering(null).definition().parameters())
                .isEqualTo(new JsonSchemas().of(WeatherQuery.class))
                .contains("\"format\":\"date\"");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {}                                                                    | 'place' is missing
            {"place":null,"day":"2026-01-31","hours":[]}                           | 'place' is missing
            {"place":{},"day":"2026-01-31","hours":[]}                             | 'place.city' is missing
            {"place":{"city":"Bern"},"day":"tomorrow","hours":[]}                  | 'day' must be {"type":"string","format":"date"}
            {"place":{"city":"Bern"},"day":"2026-01-31","hours":[1,"noon"]}        | 'hours[1]' must be {"type":"integer"}
            {"place":{"city":"Bern"},"day":"2026-01-31","hours":[],"unit":"KELVIN"}| 'unit' must be {"type":"string","enum":["CELSIUS","FAHRENHEIT"]}
            {"place":"Bern","day":"2026-01-31","hours":[]}                         | 'place' must be {"type":"object"
            """)
    void tellsTheModelWhatDoesNotFit(String arguments, String reason) {
        AtomicBoolean called = new AtomicBoolean();
        LocalTool tool = LocalTool.of("weather", null, WeatherQuery.class, query -> called.getAndSet(true));

        assertThatThrownBy(() -> call(tool, arguments))
                .isInstanceOf(ToolException.class)
                .hasMessageContaining(reason)
                .hasMessageNotContainingAny("java", "dev.aistreaming", "Exception", "WeatherQuery", "LocalDate");
        assertThat(called).isFalse();
    }

    @Test
    void keepsToItselfWhatAConstructorSays() {
        String hours = "0" + ",0".repeat(24);
        String arguments = "{\"place\":{\"city\":\"Bern\"},\"day\":\"2026-01-31\",\"hours\":[" + hours + "]}";

        assertThatThrownBy(() -> call(answering(null), arguments))
                .isInstanceOf(ToolException.class)
                .hasMessageContaining("the whole is not valid")
                .hasMessageNotContaining("secret");
    }

    @Test
    void aConstructorMayTalkToTheModel() {
        String arguments = "{\"place\":{\"city\":\"Bern\"},\"day\":\"2026-01-31\",\"hours\":[99]}";

        assertThatThrownBy(() -> call(answering(null), arguments)).hasMessage("No day has that many hours.");
    }

    record Forecast(int degrees, LocalDate day) {}

    @Test
    void writesObjectsAsJson() throws Exception {
        assertThat(call(answering(new Forecast(3, LocalDate.of(2026, 1, 31))), WHOLE))
                .containsExactly(new Part.Text("{\"degrees\":3,\"day\":\"2026-01-31\"}"));
        assertThat(call(answering(List.of(1, 2)), WHOLE)).containsExactly(new Part.Text("[1,2]"));
        assertThat(call(answering(List.of()), WHOLE)).containsExactly(new Part.Text("[]"));
        assertThat(call(answering(4), WHOLE)).containsExactly(new Part.Text("4"));
        assertThat(call(answering(Optional.of("warm")), WHOLE)).containsExactly(new Part.Text("warm"));
    }

    @Test
    void leavesTextsAsTheyAre() throws Exception {
        assertThat(call(answering("\"warm\""), WHOLE)).containsExactly(new Part.Text("\"warm\""));
        assertThat(call(answering(" "), WHOLE)).isEmpty();
        assertThat(call(answering(null), WHOLE)).isEmpty();
        assertThat(call(answering(Optional.empty()), WHOLE)).isEmpty();
    }

    @Test
    void sendsPartsAndMediaAsSuch() throws Exception {
        Media picture = Media.bytes(new byte[] {1}, "image/png");
        Media sound = Media.bytes(new byte[] {1}, "audio/wav");
        Media report = Media.bytes(new byte[] {1}, "application/pdf");

        assertThat(call(answering(picture), WHOLE)).containsExactly(new Part.Image(picture));
        assertThat(call(answering(List.of(new Part.Text("see"), sound, report)), WHOLE))
                .containsExactly(new Part.Text("see"), new Part.Audio(sound), new Part.File(report, null));
    }

    @Test
    void tellsTheToolOfItsCall() throws Exception {
        LocalTool tool = LocalTool.of(
                "weather",
                null,
                Place.class,
                (place, context) -> place.city() + context.call().id());

        assertThat(call(tool, "{\"city\":\"Bern\"}")).containsExactly(new Part.Text("Bern1"));
    }

    @Test
    void takesSeveralArguments() throws Exception {
        LocalTool tool = new ToolBinding()
                .tool(
                        "weather",
                        null,
                        List.of(
                                new JsonSchemas.Property("city", String.class, "Where", true),
                                new JsonSchemas.Property("unit", Unit.class, null, false)),
                        (arguments, context) -> arguments[0] + " " + arguments[1]);

        assertThat(call(tool, "{\"city\":\"Bern\",\"unit\":\"CELSIUS\"}"))
                .containsExactly(new Part.Text("Bern CELSIUS"));
        assertThat(call(tool, "{\"city\":\"Bern\"}")).containsExactly(new Part.Text("Bern null"));
        assertThatThrownBy(() -> call(tool, "{\"city\":\"Bern\",\"unit\":\"K\"}"))
                .hasMessageContaining("'unit' must be {\"type\":[\"string\",\"null\"],\"enum\":[\"CELSIUS\"");
    }

    @Test
    void leavesAPrimitiveThatNeedNotBeGivenToTheFunction() throws Exception {
        LocalTool tool = new ToolBinding()
                .tool(
                        "forecast",
                        null,
                        List.of(
                                new JsonSchemas.Property("days", int.class, null, false),
                                new JsonSchemas.Property("hours", int.class, null, true)),
                        (arguments, context) -> arguments[0] + " " + arguments[1]);

        assertThat(call(tool, "{\"hours\":2}")).containsExactly(new Part.Text("null 2"));
        assertThatThrownBy(() -> call(tool, "{\"hours\":null}")).hasMessageContaining("'hours'");
    }

    @Test
    void refusesArgumentsThatAreNoObject() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LocalTool.of("weather", null, String.class, query -> query))
                .withMessageContaining("weather");
    }

    @Test
    void refusesABadName() {
        assertThatThrownBy(() -> LocalTool.of("the weather", null, Place.class, place -> ""))
                .hasFieldOrPropertyWithValue("code", ErrorCode.INVALID_REQUEST);
    }
}
