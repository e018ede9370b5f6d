using Reconbanker.Web.Demo.Phone;

namespace Reconbanker.Web.Demo.BankSite.Customers.Questions;

public enum Branch { Centro, CiudadVieja, Cordon, PuntaCarretas, Salto }

public enum NoticeChannel { Mail, Sms, Post }

/// <summary>What the bank has on file about a customer, and asks them to confirm.</summary>
public sealed class CustomerDetails(Branch branch, DateOnly bornOn, NoticeChannel notices) : PhonePaper
{
    public Branch Branch => branch;
    public DateOnly BornOn => bornOn;
    public NoticeChannel Notices => notices;

    public static string NameOf(Branch branch) => branch switch
    {
        Branch.Centro => "Centro",
        Branch.CiudadVieja => "Ciudad Vieja",
        Branch.Cordon => "Cordón",
        Branch.PuntaCarretas => "Punta Carretas",
        _ => "Salto",
    };

    public static string NameOf(NoticeChannel channel) => channel switch
    {
        NoticeChannel.Mail => StepTexts.NoticesByMail,
        NoticeChannel.Sms => StepTexts.NoticesBySms,
        _ => StepTexts.NoticesByPost,
    };
}
