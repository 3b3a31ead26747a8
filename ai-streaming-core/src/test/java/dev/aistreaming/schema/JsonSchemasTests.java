package dev.aistreaming.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.annotation.OptBoolean;
import java.lang.reflect.Type;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.cfg.MapperConfig;
import tools.jackson.databind.introspect.AnnotatedMember;
import tools.jackson.databind.introspect.JacksonAnnotationIntrospector;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class JsonSchemasTests {

    private final JsonMapper mapper = JsonMapper.builder().build();
    private final JsonSchemas schemas = new JsonSchemas(mapper);

    record Ingredient(String name, double amount) {}

    record Recipe(
            @JsonPropertyDescription("What it is called") String title, int minutes, List<Ingredient> ingredients) {}

    @Test
    void describesRecords() {
        assertSchema(Recipe.class, """
                {"type":"object",
                 "properties":{
                   "ingredients":{"type":"array","items":{
                     "type":"object",
                     "properties":{"amount":{"type":"number"},"name":{"type":"string"}},
                     "required":["name","amount"]}},
                   "minutes":{"type":"integer"},
                   "title":{"type":"string","description":"What it is called"}},
                 "required":["title","minutes","ingredients"]}""");
    }

    @Test
    void keepsTheOrderInWhichPropertiesAreDeclared() {
        assertThat(schemas.of(Recipe.class)).containsSubsequence("\"title\"", "\"minutes\"", "\"ingredients\"");
    }

    enum Season {
        WINTER,
        SUMMER
    }

    record Optionals(
            @Nullable String comment,
            Optional<Integer> stars,
            @Nullable Season season,
            @Nullable Ingredient main,

            @JsonProperty(isRequired = OptBoolean.FALSE) String author) {}

    @Test
    void whatMayBeMissingMayBeNullAndIsNotRequired() {
        assertSchema(Optionals.class, """
                {"type":"object","properties":{
                  "author":{"type":["string","null"]},
                  "comment":{"type":["string","null"]},
                  "main":{"type":["object","null"],
                    "properties":{"amount":{"type":"number"},"name":{"type":"string"}},"required":["name","amount"]},
                  "season":{"anyOf":[{"type":"null"},{"type":"string","enum":["WINTER","SUMMER"]}]},
                  "stars":{"type":["integer","null"]}}}""");
    }

    record Annotated(
            @JsonProperty("display_name") String name,
            @JsonIgnore @Nullable String secret) {}

    @Test
    void readsTheAnnotationsOfJackson() {
        assertSchema(Annotated.class, """
                {"type":"object","properties":{"display_name":{"type":"string"}},"required":["display_name"]}""");
    }

    enum Priority {
        @JsonProperty("now")
        HIGH,
        LOW
    }

    enum Grade {
        GOOD(1),
        BAD(6);

        @JsonValue
        final int number;

        Grade(int number) {
            this.number = number;
        }
    }

    @Test
    void writesTheConstantsOfEnumsAsJacksonDoes() {
        assertSchema(Priority.class, "{\"type\":\"string\",\"enum\":[\"now\",\"LOW\"]}");
        assertSchema(Grade.class, "{\"enum\":[1,6]}");
    }

    record When(LocalDate day, Instant moment, LocalTime time, Duration length) {}

    @Test
    void timesAreTexts() {
        assertSchema(When.class, """
                {"type":"object","properties":{
                  "day":{"type":"string","format":"date"},
                  "length":{"type":"string","format":"duration"},
                  "moment":{"type":"string","format":"date-time"},
                  "time":{"type":"string","description":"time without an offset, such as 10:15:30"}},
                 "required":["day","moment","time","length"]}""");
    }

    @SuppressWarnings("ArrayRecordComponent")
    record Anything(Map<String, Integer> counts, Set<String> tags, Object value, String[] words) {}

    @Test
    void describesCollectionsMapsAndArrays() {
        assertSchema(Anything.class, """
                {"type":"object","properties":{
                  "counts":{"type":"object","additionalProperties":{"type":"integer"}},
                  "tags":{"type":"array","items":{"type":"string"}},
                  "value":{},
                  "words":{"type":"array","items":{"type":"string"}}},
                 "required":["counts","tags","value","words"]}""");
    }

    record Folder(
            String name, List<Folder> folders, @Nullable Folder link) {}

    @Test
    void typesThatContainThemselvesAreReferredTo() {
        assertSchema(Folder.class, """
                {"type":"object","properties":{
                  "folders":{"type":"array","items":{"$ref":"#/$defs/Folder"}},
                  "link":{"anyOf":[{"type":"null"},{"$ref":"#/$defs/Folder"}]},
                  "name":{"type":"string"}},
                 "required":["name","folders"],
                 "$defs":{"Folder":{"type":"object","properties":{
                  "folders":{"type":"array","items":{"$ref":"#/$defs/Folder"}},
                  "link":{"anyOf":[{"type":"null"},{"$ref":"#/$defs/Folder"}]},
                  "name":{"type":"string"}},
                 "required":["name","folders"]}}}""");
    }

    static class Bean {
        private String title = "";

        public String getTitle() {
            return title;
        }

        public void setTitle(String title) {
            this.title = title;
        }

        @SuppressWarnings("unused")
        private final Thread hidden = Thread.currentThread();
    }

    @Test
    void describesBeansWithoutTheirInnards() {
        assertSchema(Bean.class, """
                {"type":"object","properties":{"title":{"type":"string"}},"required":["title"]}""");
    }

    record Named(String firstName) {}

    @Test
    void namesAreThoseOfTheMapper() {
        JsonMapper snakes = JsonMapper.builder()
                .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                .build();

        assertThat(new JsonSchemas(snakes).of(Named.class)).contains("\"first_name\"");
    }

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Circle.class, name = "circle"),
        @JsonSubTypes.Type(value = Square.class, name = "square")
    })
    sealed interface Shape {}

    record Circle(double radius) implements Shape {}

    record Square(double side) implements Shape {}

    record Drawing(Shape shape) {}

    @Test
    void describesSubtypes() {
        assertThat(schemas.of(Drawing.class))
                .contains("anyOf", "circle", "square")
                .doesNotContain("allOf");
    }

    @Test
    void describesGenericTypes() {
        assertSchema(new TypeReference<List<Priority>>() {}.getType(), """
                {"type":"array","items":{"type":"string","enum":["now","LOW"]}}""");
    }

    record Impossible(Runnable task) {}

    @Test
    void refusesWhatJacksonCannotMake() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> schemas.of(Impossible.class))
                .withMessageContaining("java.lang.Runnable");
    }

    @Test
    void describesObjectsWithoutAClass() {
        String schema = schemas.ofObject(List.of(
                new JsonSchemas.Property("city", String.class, "Where", true),
                new JsonSchemas.Property("season", Season.class, null, false),
                new JsonSchemas.Property("folder", Folder.class, "What", false)));

        assertThat(((ObjectNode) mapper.readTree(schema)).without("$defs")).isEqualTo(mapper.readTree("""
                        {"type":"object","properties":{
                          "city":{"type":"string","description":"Where"},
                          "season":{"type":["string","null"],"enum":["WINTER","SUMMER",null]},
                          "folder":{"anyOf":[{"$ref":"#/$defs/Folder"},{"type":"null"}],"description":"What"}},
                         "required":["city"]}"""));
    }

    /** As Jackson's module for Kotlin does, of what has a default. */
    @Test
    void whatJacksonTakesForOptionalNeedNotBeThere() {
        JsonMapper lenient = JsonMapper.builder()
                .annotationIntrospector(new JacksonAnnotationIntrospector() {
                    @Override
                    public @Nullable Boolean hasRequiredMarker(MapperConfig<?> config, AnnotatedMember member) {
                        return member.getRawType() == double.class ? Boolean.FALSE : null;
                    }
                })
                .build();

        assertThat(mapper.readTree(new JsonSchemas(lenient).of(Ingredient.class)))
                .isEqualTo(mapper.readTree("""
                        {"type":"object","properties":{"name":{"type":"string"},"amount":{"type":["number","null"]}},
                         "required":["name"]}"""));
    }

    private void assertSchema(Type type, String expected) {
        assertThat(mapper.readTree(schemas.of(type))).isEqualTo(mapper.readTree(expected));
    }
}
