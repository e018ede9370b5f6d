using MudBlazor;

namespace Reconbanker.Web.Components.Layout;

/// <summary>Colours, type and corners. The fonts are the system's own: nothing is fetched from elsewhere.</summary>
public static class Theme
{
    private static readonly string[] Fonts =
    [
        "system-ui", "-apple-system", "Segoe UI", "Roboto", "Noto Sans", "Liberation Sans", "DejaVu Sans", "sans-serif",
    ];

    public static MudTheme Reconbanker { get; } = new()
    {
        PaletteLight = new PaletteLight
        {
            Primary = "#0f6b5c",
            Secondary = "#3f5f76",
            Tertiary = "#7a5c1e",
            Info = "#1d6396",
            Success = "#1b7346",
            Warning = "#935d00",
            Error = "#b3261e",
            Background = "#f4f7f6",
            BackgroundGray = "#eaefed",
            Surface = "#ffffff",
            AppbarBackground = "#ffffff",
            AppbarText = "#17211e",
            DrawerBackground = "#f4f7f6",
            DrawerText = "#34413c",
            DrawerIcon = "#52605b",
            TextPrimary = "#17211e",
            TextSecondary = "#52605b",
            TextDisabled = "#8a9792",
            ActionDefault = "#52605b",
            LinesDefault = "#dfe6e3",
            LinesInputs = "#86958f",
            TableLines = "#e6ecea",
            TableHover = "#0f6b5c0a",
            Divider = "#dfe6e3",
        },
        PaletteDark = new PaletteDark
        {
            Primary = "#5ccdb3",
            PrimaryContrastText = "#04231d",
            Secondary = "#9dbdd2",
            SecondaryContrastText = "#0c1d29",
            Tertiary = "#e2c27a",
            TertiaryContrastText = "#2a1f04",
            Info = "#7fbdec",
            InfoContrastText = "#06202f",
            Success = "#74d3a0",
            SuccessContrastText = "#04251a",
            Warning = "#f0b95b",
            WarningContrastText = "#2b1c00",
            Error = "#ff9d94",
            ErrorContrastText = "#370907",
            Background = "#0f1614",
            BackgroundGray = "#141d1a",
            Surface = "#17211e",
            AppbarBackground = "#131c19",
            AppbarText = "#e7efec",
            DrawerBackground = "#0f1614",
            DrawerText = "#c3d0cb",
            DrawerIcon = "#a5b5af",
            TextPrimary = "#e7efec",
            TextSecondary = "#a5b5af",
            TextDisabled = "#71817b",
            ActionDefault = "#a5b5af",
            LinesDefault = "#2a3834",
            LinesInputs = "#6d7f79",
            TableLines = "#24312d",
            TableHover = "#5ccdb30f",
            Divider = "#2a3834",
        },
        LayoutProperties = new LayoutProperties { DefaultBorderRadius = "10px", DrawerWidthLeft = "248px" },
        Typography = new Typography
        {
            Default = new DefaultTypography { FontFamily = Fonts, FontSize = "0.9375rem", LineHeight = "1.5", LetterSpacing = "normal" },
            H4 = new H4Typography { FontSize = "1.75rem", FontWeight = "650", LineHeight = "1.25", LetterSpacing = "-0.02em" },
            H5 = new H5Typography { FontSize = "1.375rem", FontWeight = "650", LineHeight = "1.3", LetterSpacing = "-0.015em" },
            H6 = new H6Typography { FontSize = "1.0625rem", FontWeight = "600", LineHeight = "1.4", LetterSpacing = "-0.005em" },
            Body1 = new Body1Typography { FontSize = "0.9375rem", LetterSpacing = "normal" },
            Body2 = new Body2Typography { FontSize = "0.875rem", LetterSpacing = "normal" },
            Button = new ButtonTypography { FontSize = "0.875rem", FontWeight = "600", LetterSpacing = "normal", TextTransform = "none" },
            Caption = new CaptionTypography { FontSize = "0.8125rem", LetterSpacing = "normal" },
        },
    };
}
