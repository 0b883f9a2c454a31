/* bench/play/claim.c -- see claim.h. */
#include "bench/play/claim.h"

#include "bench/bot/words.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* -- figures ----------------------------------------------------------------------------------------------- */

const double *figures_find(const struct figures *figures, const char *name)
{
    for (unsigned at = 0; at < figures->count; at++)
        if (strcmp(figures->figure[at].name, name) == 0)
            return &figures->figure[at].value;
    return NULL;
}

void figures_add(struct figures *figures, const char *name, double value)
{
    if (figures->count == FIGURES_MAX || figures_find(figures, name) != NULL)
        return;
    snprintf(figures->figure[figures->count].name, FIGURE_NAME_SIZE, "%s", name);
    figures->figure[figures->count++].value = value;
}

/* Past a string that begins here. */
static const char *skip_string(const char *at)
{
    for (at++; *at != '\0' && *at != '"'; at++)
        at += *at == '\\' && at[1] != '\0';
    return *at == '"' ? at + 1 : at;
}

static const char *read_value(struct figures *figures, const char *name, const char *at)
{
    char *end;
    if (*at == '"')
        return skip_string(at);
    if (strncmp(at, "true", 4) == 0 || strncmp(at, "false", 5) == 0) {
        figures_add(figures, name, *at == 't');
        return at + (*at == 't' ? 4 : 5);
    }
    double value = strtod(at, &end);
    if (end != at)
        figures_add(figures, name, value);
    return end != at || *at == '\0' ? end : at + 1;
}

/* Behind the opening brace of an object; gives what is behind its closing one. */
static const char *read_object(struct figures *figures, const char *prefix, const char *at)
{
    while (*at != '\0' && *at != '}') {
        char name[2 * FIGURE_NAME_SIZE + 32];
        if (*at != '"') {
            at++;
            continue;
        }
        const char *end = skip_string(at);
        snprintf(name, sizeof name, "%.*s%.*s", FIGURE_NAME_SIZE, prefix, end > at + 2 ? (int)(end - at - 2) : 0, at + 1);
        at = end + strspn(end, BLANKS ":");
        if (*at != '{') {
            at = read_value(figures, name, at);
            continue;
        }
        strncat(name, ".", sizeof name - strlen(name) - 1);
        at = read_object(figures, name, at + 1);
    }
    return *at == '}' ? at + 1 : at;
}

void figures_read(struct figures *figures, const char *json)
{
    const char *open = strchr(json, '{');
    if (open != NULL)
        read_object(figures, "", open + 1);
}

/* -- reading a claim --------------------------------------------------------------------------------------- */

/* Cuts at the first ` separator ` and gives what is behind it; NULL: it is not there. */
static char *cut(char *words, const char *separator)
{
    char *found = strstr(words, separator);
    if (found == NULL)
        return NULL;
    *found = '\0';
    return words_trim(found + strlen(separator));
}

static const char *read_bound(struct claim *claim, char *words)
{
    char *end, *bound = cut(words, " at most ");
    claim->at_least = bound == NULL;
    if (bound == NULL)
        bound = cut(words, " at least ");
    if (bound == NULL)
        return "a goal without `at most` or `at least`";
    claim->bound = strtod(bound, &end);
    return end == bound || *end != '\0' || !isfinite(claim->bound) ? "no number as a bound" : NULL;
}

static const char *read_term(struct claim *claim, char operator, const char *word)
{
    static const char letters[] = "abcdefghijklmnopqrstuvwxyz0123456789_.";
    char *end;
    if (claim->term_count == TERMS_MAX)
        return "too long an expression";
    claim->terms[claim->term_count].operator = operator;
    claim->terms[claim->term_count].number = strtod(word, &end);
    bool number = end != word && *end == '\0';
    claim->terms[claim->term_count++].figure = number ? NULL : word;
    if (!number && (word[0] < 'a' || word[0] > 'z' || strspn(word, letters) != strlen(word)))
        return "neither the name of a figure nor a number";
    return NULL;
}

/* "figures.persist_bytes / seconds" */
static const char *read_expression(struct claim *claim, char *words)
{
    char *rest, *word = strtok_r(words, BLANKS, &rest);
    char operator = '+';
    while (word != NULL) {
        const char *reason = read_term(claim, operator, word);
        if (reason != NULL)
            return reason;
        word = strtok_r(NULL, BLANKS, &rest);
        if (word == NULL)
            return NULL;
        if (strlen(word) != 1 || strchr("*/+-", *word) == NULL)
            return "two figures without * / + or - between them";
        operator = *word;
        word = strtok_r(NULL, BLANKS, &rest);
    }
    return "an expression without an end";
}

static const char *read_variants(struct claim *claim, char *words)
{
    claim->over = cut(words, " over ");
    claim->one = words_trim(words);
    bool empty = claim->one[0] == '\0' || (claim->over != NULL && claim->over[0] == '\0');
    return empty || strpbrk(claim->one, BLANKS) != NULL || (claim->over != NULL && strpbrk(claim->over, BLANKS) != NULL)
         ? "not the name of a variant, or of one `over` another" : NULL;
}

const char *claim_read(struct claim *claim, enum claim_kind kind, char *words)
{
    const char *reason = NULL;
    *claim = (struct claim){ .kind = kind };
    if (kind == CLAIM_GOAL) {
        claim->goal = (unsigned)strtoul(words, &words, 10);
        if (claim->goal == 0 || claim->goal > 99 || *words == '\0' || strchr(BLANKS, *words) == NULL)
            return "a goal without its number";
    }
    char *expression = cut(words, " = ");
    claim->text = words_trim(words);
    if (expression == NULL || claim->text[0] == '\0')
        return "no `what = expression`";
    if (kind == CLAIM_GOAL && (reason = read_bound(claim, expression)) != NULL)
        return reason;
    char *variants = cut(expression, " : ");
    if (variants != NULL && (reason = read_variants(claim, variants)) != NULL)
        return reason;
    if (kind == CLAIM_COMPARE && claim->over == NULL)
        return "compared with nothing";
    if (kind == CLAIM_REPORT && variants != NULL)
        return "a report is of every variant";
    return read_expression(claim, expression);
}

/* -- its value --------------------------------------------------------------------------------------------- */

static double apply(double left, char operator, double right)
{
    switch (operator) {
    case '*': return left * right;
    case '/': return left / right;
    case '-': return left - right;
    default:  return left + right;
    }
}

bool claim_value(const struct claim *claim, const struct figures *figures, double *value, const char **missing)
{
    *value = 0;
    for (unsigned at = 0; at < claim->term_count; at++) {
        const double *figure = claim->terms[at].figure == NULL ? &claim->terms[at].number : figures_find(figures, claim->terms[at].figure);
        if (figure == NULL) {
            *missing = claim->terms[at].figure;
            return false;
        }
        *value = apply(*value, claim->terms[at].operator, *figure);
    }
    *missing = "a number: something was divided by nothing";
    return isfinite(*value);
}

bool claim_met(const struct claim *claim, double value)
{
    return claim->at_least ? value >= claim->bound : value <= claim->bound;
}
